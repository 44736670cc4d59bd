import subprocess, os
from subprocess import *
print(run(['echo','hi'],capture_output=True), run('echo $A; echo err >&2; exit 3',shell=True,capture_output=True,text=True,env={'A':'x','PATH':os.environ['PATH']}))
for s in ["run(['false'],check=True)","run(['nosuchcommand'])","run(['sleep','5'],timeout=0.1)","check_output(['sh','-c','echo out; exit 2'])","check_call(['true'])","call(['false'])","check_output('cat',input=b'data')","run(['cat'],input='text',text=True,stdout=PIPE).stdout","getoutput('echo a; echo b')","getstatusoutput('exit 4')","run(['true'],cwd='/none')","run(['pwd'],cwd='/',capture_output=True).stdout","run([])","run('/etc')","run(['sh','-c','kill -9 $$'],check=True)","Popen(['true'],stdout=STDOUT)","check_output(['true'],stdout=1)","run(['true'],input=b'',stdin=PIPE)","run(5)","run(['true',5])","run(['echo','x'],stdout=DEVNULL)","run(['sh','-c','echo e >&2'],stderr=STDOUT,stdout=PIPE).stdout","list2cmdline(['a b','c\"d','']) if 'list2cmdline' in globals() else subprocess.list2cmdline(['a b','c\"d',''])","run(['true'],text=True,universal_newlines=False)"]:
    try: print(s,'=',eval(s))
    except Exception as e: print(s,'->',type(e).__name__, e)
with Popen(['cat'],stdin=PIPE,stdout=PIPE,text=True,bufsize=1) as p:
    p.stdin.write('line\n'); p.stdin.flush(); print(p.stdout.readline(), p.poll()); print(p.communicate('more\n'), p.returncode)
p=Popen(['sleep','10']); print(p.poll()); p.terminate(); print(p.wait(), repr(p)[:20])
p=Popen(['sleep','10']); p.kill(); print(p.wait())
big='x'*300000
print(run(['cat'],input=big,text=True,capture_output=True).stdout==big)
r,w=os.pipe()
print(run(['sh','-c',f'echo via >&{w}'],pass_fds=(w,)).returncode); os.close(w); print(os.read(r,10))
r,w=os.pipe(); print(run(['sh','-c',f'echo via >&{w}'],stderr=DEVNULL).returncode)
out=open(os.path.join(os.environ.get('SCRATCH','/tmp'),'o'),'w+'); run(['echo','file'],stdout=out); out.seek(0); print(out.read())
print(os.popen('echo popen').read(), os.system('exit 3')>>8)
pid=os.posix_spawn('/bin/sh',['sh','-c','exit 7'],os.environ); print(os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]))
try: run(['sh','-c','echo part; sleep 5'],timeout=0.3,capture_output=True)
except TimeoutExpired as e: print(e.cmd, e.timeout)
print(Popen(['cat'],stdin=PIPE,stdout=PIPE).communicate(b'abc'))
print(CompletedProcess(['a'],0), CalledProcessError(1,'x',b'o'), CalledProcessError(-9,'x'), TimeoutExpired('x',3), CalledProcessError(-99,'x'))
