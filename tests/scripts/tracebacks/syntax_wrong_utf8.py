# coding: utf-8
print("before")
y = "ÿ"
