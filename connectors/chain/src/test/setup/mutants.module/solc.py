"""The command line of a compiler, in front of solc.js."""

import os
import socket
import sys

if "--version" in sys.argv:
    print("solc, the solidity compiler commandline interface")
    print(f"Version: {os.environ['SOLC_VERSION']}.Linux.g++")
else:
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(os.environ["SOLC_SOCKET"])
        server.sendall(sys.stdin.buffer.read())
        server.shutdown(socket.SHUT_WR)
        while part := server.recv(1 << 20):
            sys.stdout.buffer.write(part)
