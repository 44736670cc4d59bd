x = 1
name = "no end
