# A tape machine's interpreter, and a program for it.
def compile_jumps(code):
    stack, jumps = [], {}
    for i, c in enumerate(code):
        if c == "[":
            stack.append(i)
        elif c == "]":
            if not stack: raise SyntaxError(f"unmatched ] at {i}")
            start = stack.pop(); jumps[i], jumps[start] = start, i
    if stack: raise SyntaxError(f"unmatched [ at {stack[-1]}")
    return jumps

def run(code, data=""):
    jumps, tape, at, pc, out, data = compile_jumps(code), [0] * 100, 0, 0, [], iter(data)
    steps = 0
    while pc < len(code):
        c = code[pc]
        if c == ">": at += 1
        elif c == "<": at -= 1
        elif c == "+": tape[at] = (tape[at] + 1) % 256
        elif c == "-": tape[at] = (tape[at] - 1) % 256
        elif c == ".": out.append(chr(tape[at]))
        elif c == ",": tape[at] = ord(next(data, "\0"))
        elif c == "[" and not tape[at]: pc = jumps[pc]
        elif c == "]" and tape[at]: pc = jumps[pc]
        pc += 1
        steps += 1
    return "".join(out), steps

hello = "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++."
print(run(hello))
print(run(",[.,]", "echo")[0], run("++++++[>++++++<-]>.")[0], run(">,[>,]<[.<]", "reverse")[0])
for bad in ("[", "]", "[[]"):
    try: run(bad)
    except SyntaxError as error: print(error)
