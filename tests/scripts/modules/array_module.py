from array import array, typecodes, ArrayType
import array as am
print(am, array, typecodes, ArrayType is array)
for c in 'bBhHiIlLqQ':
    for v in (-2**70,-2**63-1,-2**31-1,-2**15-1,-129,-1,128,256,2**15,2**16,2**31,2**32,2**63,2**64,2**70,1.5,'a',None):
        try: print(c,v,array(c,[v]))
        except Exception as e: print(c,v,type(e).__name__,e)
for s in ["array()","array('i',5)","array('x')","array('')","array(5)","array('i','abc')","array('w','abc')","array('w',['ab'])","array('w',[5])","array('i',b'abc')","array('i',b'abcd')","array('f',['a'])","array('f',[1e40])","array('d',[1,2.5])","array('i',[1,2,3])[3]","array('i',[1,2,3])['a']","array('i',[1,2,3])[1:]","array('i',[1,2,3])[::-1]","array('i',[1,2])+array('i',[3])","array('i',[1,2])+array('h',[3])","array('i',[1,2])+[3]","array('i',[1,2])*2","2*array('i',[1,2])","array('i',[1,2])*'a'","array('i',[1,2])==array('d',[1,2])","array('i',[1,2])<array('i',[1,3])","array('i',[1])==[1]","array('i',[1]).append('a')","array('i',[]).pop()","array('i',[1]).pop(5)","array('i',[1]).remove(5)","array('i',[1]).index(5)","array('i',[1,2,1]).index(1,1)","array('i',[1,2,1]).count(1)","array('i',[1]).frombytes(b'abc')","array('i',[1]).fromlist((1,))","array('i',[1]).fromlist([1,'a'])","array('w','ab').tounicode()","array('i',[1]).tounicode()","array('i',[1]).fromunicode('a')","array('i',[1]).tobytes()","array('d',[1.0]).itemsize","array('i').typecode","array('i',[1]).buffer_info()[1]","memoryview(array('i',[1,2])).format","memoryview(array('i',[1,2])).tolist()","bytes(array('h',[1,2]))","1 in array('i',[1])","array('i',[1,2]).__reduce_ex__(4)[1]","array('i',[1,2]).__reduce_ex__(2)","iter(array('i')).__class__","array('b',[1]).extend('a')","array('b',[1]).extend([2,3])","array('b',[1]).extend(array('h'))","hash(array('i'))","array('i',[1]).foo","array[int]","array('w','a\\u20acb')","array('i',[3,1]).reverse()","len(array('i',[1]*5))","array('i',[1]).insert('a',1)","array('i',[1]).insert(0)","array('i',x=1)","array('i',[1],2)","array('i',array('d',[1.0]))","array('d',array('i',[1]))","array('i',range(3))","array('i',[1,2]).tolist()","array('q',[1]).byteswap()","array('i',[1]).__sizeof__()>0"]:
    try: print(s,'=',eval(s))
    except Exception as e: print(s,'->',type(e).__name__, e)
a=array('i',range(10)); a[2:4]=array('i',[7,8,9]); print(a); a[::2]=array('i',[0]*6); print(a); del a[1]; print(a); del a[::3]; print(a)
for s in ["a[0]='x'","a[0:1]=[1]","a[0:1]=array('d',[1])","a[::2]=array('i',[1])","a[99]=1","del a[99]","a['x']=1","del a['x']"]:
    try: exec(s); print(s,a)
    except Exception as e: print(s,'->',type(e).__name__, e)
a+=array('i',[5]); a*=2; print(a); a.insert(1,77); a.insert(-100,78); a.insert(100,79); print(a, a.pop(), a.pop(0)); a.remove(77); a.reverse(); a.byteswap(); print(a)
try: a+=[1]
except Exception as e: print(e)
import copy,pickle; print(copy.copy(a)==a, copy.deepcopy(a)==a, pickle.loads(pickle.dumps(a))==a); a.clear(); print(a)
class S(array): pass
s=S('i',[1]); s.x=1; print(s,s.x, s+s, type(s[:]))
m=memoryview(array('H',[1,2,3])); m[0]=9; print(m.tolist(), m.obj); 
a=array('b',[1]); m=memoryview(a)
try: a.append(2)
except BufferError as e: print(e)
m.release(); a.append(2); print(a)
import io
f=io.BytesIO(); array('h',[1,2,3]).tofile(f); f.seek(0); b=array('h'); b.fromfile(f,2); print(b)
try: b.fromfile(f,5)
except EOFError as e: print(e,b)
print(sum(array('d',[.5,.25])), max(array('i',[3,9,2])), sorted(array('i',[3,1,2])), list(reversed(array('i',[1,2]))), array('f',[0.1])[0], array('l',[1,2]) != array('l',[1,2]))
