print("bom")
print("crlf")print("cr")