# xml.parsers.expat: events, places and errors of good and bad texts, in one piece and in many, declarations, encodings.
from xml.parsers import expat
import sys
print([n for n in dir(expat.errors) if n[0]!='_'][:5], len(expat.errors.messages)); print(expat.errors.messages); print(expat.errors.codes==dict((v,k) for k,v in expat.errors.messages.items()))
print([n for n in dir(expat.model) if n[0]!='_'])
p=expat.ParserCreate(); print(type(p))
print(p.buffer_size,p.buffer_text,p.buffer_used,p.ordered_attributes,p.specified_attributes,p.namespace_prefixes, p.CurrentLineNumber,p.CurrentColumnNumber,p.CurrentByteIndex,p.ErrorCode,p.ErrorLineNumber,p.ErrorByteIndex,p.intern)
print({k:v for k,v in vars(expat.errors).items() if isinstance(v,str) and k.startswith('XML')})
docs=['','<','<a','<a>','<a/>x','x','  ','<a></b>','<a b></a>','<a b=c/>','<a b="1"c="2"/>','<a b="1" b="2"/>','<a b="<"/>','<a>&x;</a>','<a b="&x;"/>','<a>&#0;</a>','<a>&#x110000;</a>','<a>&#xd800;</a>','<a>& </a>','<a>&a</a>','<a>]]></a>','<a><!-- -- --></a>','<a><!--','<a><![CDATA[x','<a><![CDATA[x]]','<a><![CDAT[x]]></a>','<?xml version="1.0"?>','<?xml?><a/>',' <?xml version="1.0"?><a/>','<a><?xml version="1.0"?></a>','<?xml version="1.0" encoding="foo"?><a/>','<?xml version="1.0" encoding="utf-16"?><a/>','<?xml encoding="utf-8"?><a/>','<?xml version="2.0"?><a/>','<?xml version="1.0" standalone="maybe"?><a/>','<a\n b="1"\n c=/>','<a/><b/>','<a/>&amp;','<a/><!-- x --><?p q?>\n ','<1/>','<a><b></a></b>','<a></a','<a></a x>','<a:b/>','<a xmlns:x="u"><x:b y:z="1"/></a>','<a>\x01</a>','<a>\ufffe</a>','<a b="\x02"/>','<!DOCTYPE a><a/>','<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>','<!DOCTYPE a [<!ENTITY x "<b>">]><a>&x;</a>','<!DOCTYPE a [<!ENTITY x "&x;">]><a>&x;</a>','<!DOCTYPE a [<!ENTITY x "&y;"><!ENTITY y "&x;">]><a b="&x;"/>','<!DOCTYPE a SYSTEM "foo"><a>&x;</a>','<!DOCTYPE a [<!FOO>]><a/>','<!DOCTYPE a [<!ENTITY x>]><a/>','<!DOCTYPE><a/>','<!DOCTYPE a','<!DOCTYPE a [','<!DOCTYPE a []','<a><!DOCTYPE b></a>','<!DOCTYPE a><!DOCTYPE b><a/>','<!DOCTYPE a [<!ENTITY x SYSTEM "f">]><a b="&x;"/>','<!DOCTYPE a [<!ENTITY x SYSTEM "f" NDATA n>]><a>&x;</a>','<!DOCTYPE a [%p;]><a>&x;</a>','<!foo><a/>','<?xML v?><a/>','<?a','<a><?','<a><??></a>','<a>\r\n\r<b c="\r\n\t"/>&#13;</a>','<é>ü</é>','<a b = "1"  />','< a/>','<a>x</ a>','<a/ >','</a>','<a>&lt;&gt;&amp;&quot;&apos;</a>','<a b="&lt;&#65;&#x42;"/>','\ufeff<a/>','<a xmlns=""/>','<a xmlns:x=""/>','<a xmlns:xml="foo"/>','<a xmlns:xmlns="foo"/>','<a xmlns="http://www.w3.org/XML/1998/namespace"/>','<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="e"/>','<x:a xmlns:x="u" x:b="1" xmlns:y="u" y:b="2"/>','<a:b:c xmlns:a="u"/>','<:a/>','<a><b>text<c/></b>tail','<a>\n<b>\n</c>\n</a>']
def run(d,sep=None,chunk=None):
    out=[]
    p=expat.ParserCreate(namespace_separator=sep) if sep else expat.ParserCreate()
    def h(n):
        def f(*a): out.append((n[:-7] if n.endswith('Handler') else n,)+a+((p.CurrentLineNumber,p.CurrentColumnNumber,p.CurrentByteIndex),)); return 1
        return f
    for n in dir(p):
        if n.endswith('Handler') and n not in ('DefaultHandler','DefaultHandlerExpand','UnparsedEntityDeclHandler','ExternalEntityRefHandler','NotStandaloneHandler'): setattr(p,n,h(n))
    try:
        if chunk:
            for i in range(0,len(d),chunk): p.Parse(d[i:i+chunk])
            p.Parse('',True)
        else: p.Parse(d,True)
    except expat.ExpatError as e: out.append(('ERR',str(e),e.code,e.lineno,e.offset,p.ErrorByteIndex))
    return out

for d in docs:
    print(repr(d))
    print('   ', run(d))
    if 'xmlns' in d or ':' in d:
        print('   NS', run(d, '}'))
# chunks: the same events at every chunk size, but for how data is cut
import re
def merged(r):
    out=[]
    for e in r:
        if e[0]=='CharacterData' and out and out[-1][0]=='CharacterData': out[-1]=('CharacterData',out[-1][1]+e[1])
        elif e[0]=='CharacterData': out.append(e[:2])
        elif e[0]=='ERR': out.append(e)
        else: out.append(e[:-1])
    return out
bad=0
for d in docs:
  for sep in (None,'}'):
    w=merged(run(d,sep))
    for c in (1,2,7):
        g=merged(run(d,sep,c))
        if g!=w: bad+=1; print(repr(d),c,'\n  ',w,'\n  ',g)
print(bad)
dtd=['''<!DOCTYPE r PUBLIC "-//X//Y" "sys.dtd" [
<!-- c --><?pi data?>
<!ELEMENT r (a|b)*><!ELEMENT a EMPTY><!ELEMENT b ANY><!ELEMENT c (#PCDATA)><!ELEMENT d (#PCDATA|a|b)*><!ELEMENT e (a,(b|c)+,d?)>
<!ATTLIST a x CDATA "def&#65;" y (p|q) 'p' z ID #REQUIRED w NMTOKENS #IMPLIED v CDATA #FIXED "fix" n NOTATION (gif) #IMPLIED>
<!NOTATION gif SYSTEM "g"><!NOTATION png PUBLIC "p"><!NOTATION jpg PUBLIC "p" "q">
<!ENTITY e1 "v1 &#x42; &amp; &e2;"><!ENTITY e2 "<b>in</b>"><!ENTITY % pe "param"><!ENTITY ext SYSTEM "e.xml"><!ENTITY un SYSTEM "u" NDATA gif>
]><r><a z="1" w=" t1  t2 "/>&e1;&e2;</r>''',
'<!DOCTYPE r [<!ATTLIST r a CDATA "1" b CDATA "2">]><r b="x"><q/></r>',
'<!DOCTYPE r [<!ENTITY a "1"><!ENTITY a "2">]><r>&a;</r>','<!DOCTYPE r [<!ENTITY a "x&#38;y"><!ENTITY b "&#60;c/>">]><r>&b;</r>',
'<!DOCTYPE r [<!ENTITY % a "x"> %a; <!ENTITY b "y">]><r>&b;</r>','<!DOCTYPE r [<!ELEMENT r (a,b|c)>]><r/>','<!DOCTYPE r [<!ELEMENT r>]><r/>','<!DOCTYPE r [<!ATTLIST r a>]><r/>','<!DOCTYPE r [<!ATTLIST r a FOO "x">]><r/>','<!DOCTYPE r [ x ]><r/>','<!DOCTYPE r PUBLIC "x{" "y"><r/>','<!DOCTYPE r SYSTEM><r/>','<!DOCTYPE r [<!ENTITY a "<">]><r b="&a;"/>','<!DOCTYPE r [<!ENTITY a "]]>">]><r>&a;</r>','<!DOCTYPE r [<!ENTITY a "&b;">]><r>&a;</r>','<!DOCTYPE r [<!ENTITY a "&#60;b>">]><r>&a;</r>','<!DOCTYPE r [<!ENTITY a SYSTEM "f">]><r>&a;</r>','<?xml version="1.0" standalone="yes"?><!DOCTYPE r SYSTEM "f"><r>&a;</r>','<?xml version="1.0" standalone="no" ?><r/>','<?xml version="1.0" encoding=\'utf-8\' standalone="yes"?><r/>']
for d in dtd:
    print(d[:60]); 
    for e in run(d): print('   ',e[:-1] if e[0]!='ERR' else e)
def opts(d,**k):
    p=expat.ParserCreate(namespace_separator=k.pop('sep',None)); out=[]
    d_=k.pop('default',None)
    for a,v in k.items(): setattr(p,a,v)
    p.StartElementHandler=lambda n,a: out.append((n,a)); p.EndElementHandler=lambda n: out.append(n)
    p.CharacterDataHandler=out.append
    if d_: setattr(p,d_,lambda x: out.append(('D',x)))
    p.Parse(d,True); return out
D='<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e "E"><!ATTLIST r q CDATA "1">]><r b="2" c="3">x\ny&e;&amp;z<!--c--><?p i?><![CDATA[cd\nata]]></r> '
for k in ({},{'buffer_text':True},{'ordered_attributes':1},{'specified_attributes':1},{'default':'DefaultHandler'},{'default':'DefaultHandlerExpand'},{'ordered_attributes':1,'specified_attributes':1},{'buffer_text':True,'buffer_size':3}): print(k,opts(D,**k))
N='<p:r xmlns:p="u" xmlns="d" p:a="1" b="2"><c/><p:d xmlns:p="v"/></p:r>'
print(opts(N,sep=' ')); print(opts(N,sep=' ',namespace_prefixes=True)); print(opts(N,sep='')); 
for data in (b'<a>\xc3\xa9</a>','<?xml version="1.0" encoding="iso-8859-1"?><a>\xe9</a>'.encode('latin-1'),'<a>\xe9</a>'.encode('utf-16'),b'\xef\xbb\xbf<a>x</a>',b'<a>\xe9</a>',b'<a>\xc3',b'<?xml version="1.0" encoding="foo"?><a/>',b'<?xml version="1.0" encoding="utf-16"?><a/>','<?xml version="1.0" encoding="windows-1252"?><a>\u20ac</a>'.encode('cp1252'),'<?xml version="1.0" encoding="koi8-r"?><a>\u0434</a>'.encode('koi8-r'),b'<?xml version="1.0" encoding="ascii"?><a>\xe9</a>','<a/>'.encode('utf-16-le'),'<?xml version="1.0" encoding="utf-16"?><a>\u20ac</a>'.encode('utf-16'), b'<a>\xed\xa0\x80</a>'):
    r=[]
    for c in (None,1):
        try: r.append(run(data) if c is None else None)
        except Exception as e: r.append(repr(e))
    print(data[:40],r[0])
for f in (lambda:expat.ParserCreate(5),lambda:expat.ParserCreate(namespace_separator='ab'),lambda:expat.ParserCreate(intern=5),lambda:expat.XMLParserType(),lambda:p.Parse(5),lambda:p.ParseFile(5),lambda:expat.ErrorString(3),lambda:expat.ErrorString(99),lambda:p.Parse('<a/>',True),lambda:p.Parse('<a/>',True),lambda:p.buffer_size,lambda:setattr(p,'buffer_size',0),lambda:setattr(p,'buffer_size','x'),lambda:p.SetBase('b'),lambda:p.GetBase(),lambda:p.GetInputContext(),lambda:expat.ExpatError.__mro__, lambda: expat.error is expat.ExpatError, lambda: p.Parse('',True), lambda: setattr(p,'StartElementHandler',5), lambda: p.StartElementHandler, lambda: p.UseForeignDTD()):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
    p=globals().setdefault('p',expat.ParserCreate())
# external entities
p=expat.ParserCreate(); out=[]
def ext(ctx,base,sysid,pubid):
    out.append(('EXT',ctx,base,sysid,pubid)); c=p.ExternalEntityParserCreate(ctx); c.Parse('<?xml version="1.0" encoding="utf-8"?>in<z/>',True); return 1
p.ExternalEntityRefHandler=ext; p.StartElementHandler=lambda n,a: out.append(n); p.CharacterDataHandler=out.append; p.SetBase('B')
p.Parse('<!DOCTYPE r [<!ENTITY e SYSTEM "s">]><r>&e;</r>',True); print(out)
p=expat.ParserCreate(); out=[]
def ext(ctx,base,sysid,pubid):
    out.append(('EXT',ctx,base,sysid,pubid)); c=p.ExternalEntityParserCreate(ctx); c.Parse('<!ENTITY e "from dtd"><!ENTITY % q "<!ENTITY f \'F\'>"> %q;',True); return 1
p.ExternalEntityRefHandler=ext; p.CharacterDataHandler=out.append; print(p.SetParamEntityParsing(2))
p.Parse('<!DOCTYPE r PUBLIC "P" "s"><r>&e;&f;</r>',True); print(out)
lol='<!DOCTYPE l [<!ENTITY l0 "lol">'+''.join(f'<!ENTITY l{i} "{("&l%d;"%(i-1))*10}">' for i in range(1,10))+']><l>&l9;</l>'
p=expat.ParserCreate()
p.SetBillionLaughsAttackProtectionActivationThreshold(50000)
try: p.Parse(lol,True)
except expat.ExpatError as e: print(e.code, str(e).split(':')[0])
