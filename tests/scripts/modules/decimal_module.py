from decimal import *
import decimal, copy, pickle, math
D=Decimal
print(D('1.10')+D('2.2'), D(1)/D(3), D('0.1')*3, D('1e5'), D('-0.00001'), D('1E-10'), D('Infinity'), D('-NaN123'), D(' 1_000.5 '), D(5)//D(3), D(-7)%D(3), divmod(D(7),D(-2)), D(2)**10, D(2)**-2, D(2)**D('0.5'), D(10)**-3, D('1.1')**100, repr(D('1.0')), D(3.14), D((1,(1,2,3),-2)), -D('0'), abs(D('-3.5')), +D('1.23456789012345678901234567890123'))
for s in ["D('abc')","D(1)/0","D(0)/0","D('Inf')-D('Inf')","D(1)%0","D('sNaN')+1","D('NaN')<1","D(-1).sqrt()","D([1])","D(None)","D('1e999999')*10","int(D('NaN'))","int(D('Inf'))","float(D('1e400'))","hash(D('sNaN'))","D(10)**1000000000","D('1').quantize(D('1e-30'))","Context(prec=0)","Context(rounding='x')","D(0)**0","D(-2)**D('0.5')","D((2,(1,),0))","D((0,(10,),0))","round(D('NaN'))","D(0).ln()","D(-1).ln()","localcontext(foo=1)","D(5).logical_and(1)","getcontext().prec","D('1')==1.0","D('0.1')==0.1","D('1.0')==1","D(1)<1.5","D(3)==D('3.0')","hash(D('3.0'))==hash(3)","hash(D('0.5'))==hash(0.5)","D('Inf')>10**100","{D(1):2}[1]","D('2.5').__round__()","round(D('2.675'),2)","round(D('1234.5'),-2)","math.floor(D('-1.5'))","math.ceil(D('1.2'))","math.trunc(D('-1.9'))","int(D('1e3'))","float(D('0.1'))","complex(D(2))","bool(D('0.0'))","D('123.4500').normalize()","D('1e3').to_integral_value()","D('1.5').to_integral_value()","D('2.5').to_integral_exact(ROUND_UP)","D('7.325').quantize(D('.01'),rounding=ROUND_DOWN)","D('7.325').quantize(D('1.'),rounding=ROUND_UP)","D('1.41421356').quantize(D('1.000'))","D(2).sqrt()","D(16).sqrt()","D('0.01').sqrt()","D('1e-7').sqrt()","D(1).exp()","D('0.5').exp()","D(-3).exp()","D(100).exp()","D(10).ln()","D(2).ln()","D('1.0000001').ln()","D('0.3').ln()","D(1000).log10()","D(2).log10()","D('0.001').log10()","D('12.34').as_tuple()","D('0.25').as_integer_ratio()","D('-Infinity').as_tuple()","D('1.5').compare(D('1.50'))","D('1.5').compare_total(D('1.50'))","D(3).max(D(5))","D('NaN').min(3)","D(5).fma(2,3)","D('12e3').to_eng_string()","D('1.23E+7').to_eng_string()","D('1e-7').to_eng_string()","D('123').shift(2)","D('123').rotate(-1)","D('123').scaleb(2)","D('123e5').logb()","D('1').next_plus()","D('1').next_minus()","D('1').next_toward(2)","D(10).remainder_near(6)","D('1e-5').number_class()","D('5').copy_sign(D(-1))","D('1.1').same_quantum(D('2.2'))","D('1101').logical_xor(D('1011'))","D('1101').logical_invert()","D.from_float(0.1)","D.from_float(-0.0)","D.from_number(3)","pow(D(3),5,7)","sum([D('0.1')]*10)","max(D(1),D(3),2)","sorted([D(3),1,D('2.5')])","D('3').adjusted()","D('1234567890').adjusted()","copy.copy(D(1)),copy.deepcopy([D(2)])","pickle.loads(pickle.dumps(D('1.20')))","D(1)+True","2+D(1)","2-D(1)","2*D('1.5')","1/D(4)","7//D(2)","7%D(4)","2**D(3)","D('1e400')","D(7).is_normal()","decimal.MAX_PREC","IEEEContext(64)","ExtendedContext.divide(1,3)","BasicContext.sqrt(2)","Context(prec=5).create_decimal('1.2345678')","Context(prec=3).power(2,100)","Context(prec=4).to_sci_string(D('1E+3'))","Context(prec=9).divmod(7,2)","ExtendedContext.divide(1,0)","ExtendedContext.sqrt(-1)","getcontext()","D('0E+3')","D('0.000')","D('-0')*1","D('1E+2')+1","D('123')+D('1e-40')","D('1e30')+D('1')","D(0)+D('1e-50')"]:
    try: print(s,'=',eval(s))
    except Exception as e: print(s,'->',type(e).__module__,type(e).__name__,e)
for f in ['','f','.2f','.0f','e','.3e','g','.4g','%','.1%','10','<10','^10','=+10','010.2f',',','_','012,.2f','+','-',' ','n','.3','E','G','*>12','z.1f',',.3f','020,','.10g']:
    for v in ['0','1','-1.5','12345.678','0.000012345','1E+10','1.2e-10','-0.04','NaN','-Infinity','1234567.891']:
        try: print(repr(f),v,'|'+format(D(v),f)+'|')
        except Exception as e: print(f,v,e)
for r in (ROUND_UP,ROUND_DOWN,ROUND_CEILING,ROUND_FLOOR,ROUND_HALF_UP,ROUND_HALF_DOWN,ROUND_HALF_EVEN,ROUND_05UP):
    print(r,[str(D(v).quantize(D('1'),rounding=r)) for v in ('0.5','1.5','2.5','-0.5','-1.5','1.1','-1.1','5.1','0.1','2.0')])
with localcontext() as c:
    c.prec=50; print(D(1)/7, D(2).sqrt(), D(1).exp(), D(3).ln(), D(2)**D('1.5'), D(7).log10())
    c.prec=5; c.rounding=ROUND_DOWN; print(D(2)/3, D('1.23456')+0, D(2).sqrt())
with localcontext(prec=6, Emax=9, Emin=-9) as c:
    c.clear_flags(); c.clear_traps()
    for s in ("D('9.99999E9')*10","D('1E-9')/100","D('1.23456E-9')/10","D(1)/3","D(0)*D('1e-20')","D('1E-15')/10"):
        c.clear_flags(); print(s, eval(s), [k.__name__ for k,v in c.flags.items() if v])
c=getcontext().copy(); c.traps[Inexact]=True
try: c.divide(1,3)
except Inexact as e: print(repr(e))
print(issubclass(DivisionByZero, ZeroDivisionError), DivisionUndefined.__mro__, InvalidOperation.__module__)
import fractions; print(fractions.Fraction(D('0.75')), D('0.5')==fractions.Fraction(1,2), D('0.3')<fractions.Fraction(1,3))
class M(Decimal): pass
print(repr(M('1.5')), type(M('1')+1), M('2').sqrt())
x=D('1.5'); x+=1; x*=2; print(x, D('1.5').real, D(1).imag, D('1').radix(), D(12).canonical())
import numbers; print(isinstance(D(1),numbers.Number), isinstance(D(1),numbers.Real)); print(D('1e1000')**2, D('9'*40)+1, len(str(D(2)**3000)))
import random; r=random.Random(3)
for i in range(120):
    a=D(r.randint(-10**r.randint(1,30),10**r.randint(1,30))).scaleb(r.randint(-20,20)); b=D(r.randint(1,10**r.randint(1,30))).scaleb(r.randint(-20,20))
    out=[]
    for op in ('add','subtract','multiply','divide','divide_int','remainder','remainder_near','compare','max','min'):
        try: out.append(str(getattr(getcontext(),op)(a,b)))
        except Exception as e: out.append(str(e))
    for op in ('sqrt','ln','log10','normalize','next_plus','logb'):
        try: out.append(str(getattr(b,op)()))
        except Exception as e: out.append(str(e))
    y=D(r.uniform(-50,50)); out.append(str(y.exp())); out.append(str(D(r.uniform(.01,50))**D(r.uniform(-9,9))))
    print(*out)
