# Extraction and addition of tarfile: the filters and what they refuse, links, permissions, times, errors at each level.
import io, os, re, sys, tarfile, warnings
T = tarfile
os.makedirs(os.environ['SCRATCH'] + '/deep/er')
os.chdir(os.environ['SCRATCH'] + '/deep/er')
os.umask(0o022)
HERE = os.path.realpath('.')
sys.stderr = sys.stdout


def hide(text):
    text = re.sub('0x[0-9a-f]+', '0x..', str(text))
    return text.replace(HERE, 'HERE').replace(os.path.dirname(HERE), 'ABOVE').replace(os.path.dirname(os.path.dirname(HERE)), 'TOP')


def t(f,*a,**k):
    try:
        r=f(*a,**k); print('->', hide(r))
        return r
    except BaseException as e: print('!!',type(e).__name__,hide(e), [getattr(e,n,None) is not None for n in ('tarinfo','_path')])
def member(name,type=T.REGTYPE,link='',data=b'',**k):
    i=T.TarInfo(name); i.type=type; i.linkname=link; i.size=len(data)
    for a,v in k.items(): setattr(i,a,v)
    return i,data
def arch(*ms,**k):
    b=io.BytesIO()
    with T.open(fileobj=b,mode='w',**k) as z:
        for i,d in ms: z.addfile(i,io.BytesIO(d))
    b.seek(0); return b
bad=[member('/abs',data=b'x'),member('../up',data=b'x'),member('ok',data=b'ok',mode=0o7777),member('l1',T.SYMTYPE,'/etc'),member('l2',T.SYMTYPE,'../../x'),member('l3',T.SYMTYPE,'ok'),member('h1',T.LNKTYPE,'ok'),member('h2',T.LNKTYPE,'/etc/x'),member('h3',T.LNKTYPE,'../x'),member('h4',T.LNKTYPE,'missing'),member('fifo',T.FIFOTYPE),member('dir',T.DIRTYPE,mode=0o7777),member('dir/sub',data=b'1',mode=0o100),member('unk',b'Z',data=b'q')]
for filt in ('data','tar','fully_trusted'):
    f=getattr(T,filt+'_filter')
    for i,d in bad:
        r=t(f,i,'dest')
        if r: print('   ',r.name,r.mode and oct(r.mode),r.uid,r.uname,r.linkname,r.mtime,r is i)
i,_=member('x',uid=5,gid=6,uname='u',gname='g',mode=0o666); r=T.data_filter(i,'dest'); print(r.get_info()); r=T.tar_filter(i,'dest'); print(r.get_info())
r=i.replace(name='new',mode=0,deep=False); print(r.name,r.mode,i.name); t(i.replace,foo=1)
for m in bad:
    b=arch(bad[2],m); z=T.open(fileobj=b)
    print('== ',m[0].name); t(z.extractall,'out_'+m[0].name.strip('/.'))
    t(z.extract,m[0],'out2'); 
for root,d,f in sorted(os.walk('.')): print(root,sorted(d),sorted(f))
z=T.open(fileobj=arch(*bad)); z.errorlevel=0; z.debug=2; show = sys.stdout; sys.stderr = io.StringIO()
t(z.extractall,'out3',filter='data'); print(sorted(os.listdir('out3')))
print(hide(sys.stderr.getvalue())); sys.stderr = show
t(z.extractall,'x',filter='nope'); t(z.extractall,'x',filter=5); t(z.extractall,'out5',filter=lambda m,p: None); 
t(z.extractall,'out6',filter=lambda m,p: m.replace(name='q_'+os.path.basename(m.name)) if m.isreg() and m.name=='ok' else None, members=z.getmembers()); print(os.listdir('out6'))
z.extraction_filter=lambda m,p: m
t(z.extract,'ok','out7'); print(oct(os.stat('out7/ok').st_mode))
print(T.TarFile.extraction_filter)
z.errorlevel=1; z.debug=0; t(z.extract,'/abs','out8',filter='data'); t(z.extract,'fifo','out8');  t(z.extract,'h4','out8'); t(z.extract,'unk','out8')
z.errorlevel=2; t(z.extract,'h4','out9',filter='data')
print(sorted(os.listdir('out8')))
os.makedirs('src/sub'); 
for n, text in (('a', 'aa'), ('sub/b', 'b')):
    with open('src/' + n, 'w') as f: f.write(text)
os.symlink('a','src/ln'); os.link('src/a','src/hard'); os.mkfifo('src/pipe')
for n in ('src/a','src/sub/b','src/sub','src','src/hard'): os.utime(n,(1e9,1e9))
b=io.BytesIO(); z=T.open(fileobj=b,mode='w'); z.add('src',arcname='/top/',filter=lambda m: None if m.name.endswith('b') else m); print(z.getnames()); t(z.add,'nope')
i=z.gettarinfo('src/a'); print(i.name,i.size,i.mtime,i.uid==os.getuid(),i.type,i.isreg()); i=z.gettarinfo('src/hard'); print(i.type,i.linkname); i=z.gettarinfo('src/ln'); print(i.type,i.linkname); i=z.gettarinfo('src/pipe'); print(i.type,i.isfifo(),i.isdev(),i.ischr()); 
with open('src/a','rb') as f: i=z.gettarinfo(fileobj=f,arcname='x'); print(i.name,i.type)
t(z.addfile,T.TarInfo('q'),io.BytesIO(b'')); i=T.TarInfo('q'); i.size=5; t(z.addfile,i,io.BytesIO(b'ab')); t(z.addfile,i)
z.close(); t(z.close); t(z.add,'src')
z=T.open(fileobj=b,mode='w'); z.dereference=True; i=z.gettarinfo('src/ln'); print(i.type,i.size); z.add('src/sub',recursive=False); print(z.getnames())

print('# links, copies and folders at the end')
b = arch(member('ok', data=b'k'), member('d/e/ln', T.SYMTYPE, '../../ok'), member('d/e/odd', T.SYMTYPE, './x/../../e/ln'), member('x', T.LNKTYPE, './d/../ok'))
z = T.open(fileobj=b)
z.extractall('links')
print(os.readlink('links/d/e/odd'), os.stat('links/x').st_nlink, z.extractfile('d/e/ln').read())
b = arch(member('up', T.DIRTYPE, mode=0o700, mtime=1e9), member('up/f', data=b'1', mtime=1.1e9, mode=0o444), member('ro', T.DIRTYPE, mode=0o555), member('ro/g', data=b'2'))
z = T.open(fileobj=b)
z.extractall('times', filter='tar')
print(os.stat('times/up').st_mtime, oct(os.stat('times/up').st_mode), os.stat('times/up/f').st_mtime, oct(os.stat('times/up/f').st_mode), oct(os.stat('times/ro').st_mode))
os.chmod('times/ro', 0o755)
b = arch(member('a/x', data=b'1'), member('cp', T.LNKTYPE, 'a/x'))
z = T.open(fileobj=b)
z.extract('cp', 'copied')
with open('copied/cp') as f:
    print(f.read(), os.listdir('copied'))


def picky(m, path):
    if m.name == 'a/x':
        raise T.AbsolutePathError(m)
    return m


t(z.extract, 'cp', 'copied2', filter=picky)
b = arch(member('sub', T.SYMTYPE, '.'), member('sub/../../evil', data=b'1'), member('deep/' * 3 + 'f', data=b'f'))
z = T.open(fileobj=b)
t(z.extractall, 'tricks')
print(issubclass(T.LinkFallbackError, T.FilterError), T.LinkFallbackError(T.TarInfo('l'), 'p'), T.AbsolutePathError(T.TarInfo('l')))
