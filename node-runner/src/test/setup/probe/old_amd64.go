package main

// Makes a system call in the manner of 32 bits, by the number that it has there.
func old(number uint32) int32
