from circular_c import y
