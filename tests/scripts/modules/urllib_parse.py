from urllib.parse import *
for u in ('http://user:pw@Host.com:80/p/a/t/h;params?q=1&r=2#frag','/rel/path?x','mailto:a@b.c','file:///etc/x','//net/path','http://[::1]:8080/x','HTTP://A','','a:b','http://h?q','tel:+31-641044153','http:path','https://x.com#f','http://h:/x','x://y/z;a;b'):
    print(u, urlsplit(u), urlparse(u), urlsplit(u).hostname, urlsplit(u).port, urlsplit(u).username, urlunsplit(urlsplit(u)), urlunparse(urlparse(u)), urldefrag(u))
for b in ('http://a/b/c/d;p?q','http://a/','file:///x/y','http://a'):
    print([urljoin(b,r) for r in ('g:h','g','./g','g/','/g','//g','?y','g?y','#s','g#s',';x','g;x','','.','./','..','../','../g','../..','../../g','../../../g','/./g','/../g','g.','..g','./../g','./g/.','g/./h','g/../h','http:g')])
print(quote('a b/c?d=é&+~'),quote('a/b',safe=''),quote_plus('a b&c'),quote(b'\xff\x00'),unquote('a%20b%C3%A9%zz%'),unquote('%FF'),unquote_plus('a+b%2B'),unquote_to_bytes('a%20%ff%4'),unquote(b'a%20'),quote('é',encoding='latin-1'))
print(urlencode({'a':1,'b':'x y','c':'é'}),urlencode([('a',[1,2]),('b','z')],doseq=True),urlencode({'a':[1]}),parse_qs('a=1&a=2&b=&c=x+y%20z'),parse_qsl('a=1&b=&c',keep_blank_values=True),parse_qs(b'a=1'),parse_qsl(''),parse_qs('a=1;b=2',separator=';'))
for s in ("urlencode(5)","quote(5)","urlsplit('http://[::1')","urlsplit('http://a:99999/').port","urlsplit('http://a:x/').port","urljoin('a',b'b')","parse_qsl('a',strict_parsing=True)","parse_qsl('a=1&b=2',max_num_fields=1)","urlsplit(b'http://a/b?c')","urljoin(b'http://a/b',b'c')","unquote(5)","quote_from_bytes('a')","urlsplit('http://a/b')._replace(path='/c').geturl()","urlsplit('http://a/b').encode()","urlparse('')"):
    try: print(s,eval(s))
    except Exception as e: print(s,type(e).__name__,e)
