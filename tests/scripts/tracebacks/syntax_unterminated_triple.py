x = 1
text = """starts
and never ends
