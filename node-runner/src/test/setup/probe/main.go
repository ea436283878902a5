// A task that tries to get out of its sandbox, or to take more than it may. What it could do it
// prints as "NAME allowed", what it could not as "NAME denied".
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unsafe"
)

func tell(name string, err error) {
	if err == nil {
		fmt.Println(name, "allowed")
	} else {
		fmt.Println(name, "denied:", err)
	}
}

func call(name string, number uintptr, arguments ...uintptr) {
	var a [6]uintptr
	copy(a[:], arguments)
	_, _, errno := syscall.Syscall6(number, a[0], a[1], a[2], a[3], a[4], a[5])
	if errno == 0 {
		tell(name, nil)
	} else {
		tell(name, errno)
	}
}

func open(path string, flags int) {
	file, err := os.OpenFile(path, flags, 0o600)
	if err == nil {
		file.Close()
	}
	tell("open "+path, err)
}

func text(s string) uintptr {
	b := append([]byte(s), 0)
	return uintptr(unsafe.Pointer(&b[0]))
}

func escape() {
	var zeros [256]byte
	nothing := uintptr(unsafe.Pointer(&zeros[0]))
	tell("mount tmpfs", syscall.Mount("x", "/tmp", "tmpfs", 0, ""))
	tell("mount proc", syscall.Mount("x", "/tmp", "proc", 0, ""))
	call("unshare user", syscall.SYS_UNSHARE, syscall.CLONE_NEWUSER)
	call("unshare mount", syscall.SYS_UNSHARE, syscall.CLONE_NEWNS)
	call("clone user", syscall.SYS_CLONE, syscall.CLONE_NEWUSER|uintptr(syscall.SIGCHLD), 0, 0, 0, 0)
	call("clone user and mount", syscall.SYS_CLONE,
		syscall.CLONE_NEWUSER|syscall.CLONE_NEWNS|uintptr(syscall.SIGCHLD), 0, 0, 0, 0)
	call("keyctl", 250, 0, ^uintptr(2), 1)
	call("bpf", 321, 5, nothing, 0)
	call("init_module", 175, nothing, 1, nothing)
	call("kexec_load", 246)
	call("perf_event_open", 298, nothing, 0, ^uintptr(0), ^uintptr(0), 0)
	call("io_uring_setup", 425, 1, nothing)
	call("userfaultfd", 323, 0)
	call("ptrace", 101, 16, 1, 0, 0)
	call("process_vm_readv", 310, 1, nothing, 1, nothing, 1, 0)
	call("open_by_handle_at", 304, 3, nothing, 0)
	call("sethostname", 170, text("x"), 1)
	call("setuid", 105, 0)
	call("chroot", 161, text("/tmp"))
	call("reboot", 169, 0xfee1dead, 672274793, 0x1234)
	tell("mknod", syscall.Mknod("/tmp/disk", syscall.S_IFBLK|0o600, 254<<8))
	for _, path := range []string{"/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern",
		"/proc/sys/vm/drop_caches", "/probe", "/new", "/task/new", "/task/inputs/new", "/task/outputs/../new",
		"/task/outputs/../../new", "/dev/new", "/dev/shm/new"} {
		open(path, os.O_WRONLY|os.O_CREATE)
	}
	for _, path := range []string{"/proc/kcore", "/proc/1/root/etc/shadow", "/etc/shadow",
		"/etc/machine-id", "/dev/mem", "/dev/kvm", "/dev/fuse", "/dev/vda", "/var/run/docker.sock"} {
		open(path, os.O_RDONLY)
	}
	for name, family := range map[string]int{"inet": 2, "inet6": 10, "netlink": 16, "packet": 17,
		"alg": 38, "vsock": 40, "xdp": 44} {
		socket, err := syscall.Socket(family, syscall.SOCK_DGRAM, 0)
		if err != nil {
			socket, err = syscall.Socket(family, syscall.SOCK_STREAM, 0)
		}
		if err == nil && (family == 2 || family == 10) {
			// a socket without a network to send to is none
			_, err = net.DialTimeout("tcp", "127.0.0.1:"+os.Args[2], time.Second)
			if err == nil {
				tell("connect "+name, nil)
			}
			_, err = net.DialTimeout("udp", "192.0.2.1:53", time.Second)
		}
		_ = socket
		tell("socket "+name, err)
	}
	for family := uintptr(3); family < 64; family++ {
		if family != 10 {
			_, _, one := syscall.Syscall(syscall.SYS_SOCKET, family, syscall.SOCK_STREAM, 0)
			_, _, two := syscall.Syscall(syscall.SYS_SOCKET, family, syscall.SOCK_SEQPACKET, 0)
			if one == 0 || two == 0 {
				tell("socket of family "+strconv.Itoa(int(family)), nil)
			}
		}
	}
	// the kernel looks at the lower half of a family alone
	call("socket vsock beyond 32 bits", syscall.SYS_SOCKET, 1<<32|40, syscall.SOCK_STREAM, 0)
}

func eat(megabytes int) {
	var all [][]byte
	for i := 0; i < megabytes; i++ {
		some := make([]byte, 1<<20)
		for j := range some {
			some[j] = 1
		}
		all = append(all, some)
	}
	fmt.Println("memory allowed", len(all))
}

func fork(count int) {
	for i := 0; i < count; i++ {
		if err := exec.Command("/probe", "sleep", "60").Start(); err != nil {
			fmt.Println("processes", i, err)
			return
		}
	}
	fmt.Println("processes allowed", count)
}

func fill(path string, megabytes int) {
	file, err := os.Create(path)
	if err != nil {
		tell("create", err)
		return
	}
	for i := 0; i < megabytes; i++ {
		if _, err := file.Write(make([]byte, 1<<20)); err != nil {
			fmt.Println("disk", i, err)
			return
		}
	}
	fmt.Println("disk allowed", megabytes)
}

func main() {
	outputs := "/task/outputs/"
	number := func(index int) int {
		value, err := strconv.Atoi(os.Args[index])
		if err != nil {
			panic(err)
		}
		return value
	}
	switch os.Args[1] {
	case "escape":
		escape()
	case "who":
		groups, _ := os.Getgroups()
		fmt.Println(os.Getuid(), os.Getgid(), groups, os.Getpid())
		for _, variable := range os.Environ() {
			name, _, _ := strings.Cut(variable, "=")
			fmt.Println("variable", name)
		}
		status, _ := os.ReadFile("/proc/self/status")
		for _, line := range strings.Split(string(status), "\n") {
			if strings.HasPrefix(line, "Cap") || strings.HasPrefix(line, "NoNewPrivs") {
				fmt.Println(line)
			}
		}
	case "copy":
		bytes, err := os.ReadFile("/task/inputs/" + os.Args[2])
		if err != nil {
			panic(err)
		}
		if err := os.MkdirAll(outputs+"folder", 0o755); err != nil {
			panic(err)
		}
		if err := os.WriteFile(outputs+"folder/"+os.Args[3], bytes, 0o644); err != nil {
			panic(err)
		}
	case "memory":
		eat(number(2))
	case "fork":
		fork(number(2))
	case "disk":
		fill(os.Args[2], number(3))
	case "sparse":
		tell("sparse", os.WriteFile(outputs+"large", nil, 0o644))
		tell("sparse", os.Truncate(outputs+"large", int64(number(2))<<20))
	case "bomb":
		for {
			exec.Command("/probe", "bomb").Start()
		}
	case "share":
		begin, count := time.Now(), 0
		for time.Since(begin) < time.Duration(number(2))*time.Millisecond {
			count++
		}
		var used syscall.Rusage
		syscall.Getrusage(syscall.RUSAGE_SELF, &used)
		fmt.Println("used", (used.Utime.Nano()+used.Stime.Nano())*1000/int64(time.Since(begin)))
	case "old":
		fmt.Println(old(20))
	case "setuid":
		tell("write", os.WriteFile(outputs+"program", nil, 0o755))
		tell("setuid", syscall.Chmod(outputs+"program", 0o6755))
	case "spin":
		for {
		}
	case "sleep":
		time.Sleep(time.Duration(number(2)) * time.Second)
	case "daemon":
		command := exec.Command("/probe", "sleep", "3600")
		command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
		tell("daemon", command.Start())
	case "print":
		line := strings.Repeat("x", 1023) + "\n"
		for i := 0; i < number(2)*1024; i++ {
			os.Stdout.WriteString(line)
		}
		fmt.Println("end")
	case "link":
		tell("link", os.Symlink(os.Args[2], outputs+"link"))
	case "pipe":
		tell("pipe", syscall.Mkfifo(outputs+"pipe", 0o644))
	case "many":
		for i := 0; i < number(2); i++ {
			if err := os.WriteFile(outputs+strconv.Itoa(i), nil, 0o644); err != nil {
				fmt.Println("files", i, err)
				return
			}
		}
	case "deep":
		path := outputs
		for i := 0; i < number(2); i++ {
			path = filepath.Join(path, "d")
		}
		tell("deep", os.MkdirAll(path, 0o755))
	case "echo":
		lines := bufio.NewReaderSize(os.Stdin, 1<<16)
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				panic(err)
			}
			fmt.Print("heard ", line)
			if line == "bye\n" {
				fmt.Fprintln(os.Stderr, "complaint")
				os.Exit(3)
			}
		}
	case "hardlink":
		tell("hardlink", os.Link("/task/inputs/one", outputs+"link"))
	case "device":
		tell("device", syscall.Mknod(outputs+"device", syscall.S_IFCHR|0o666, 1<<8|3))
	case "core":
		file, err := os.OpenFile("/proc/sys/kernel/core_pattern", os.O_WRONLY, 0)
		if err == nil {
			_, err = file.WriteString("|/tmp/x")
		}
		tell("core_pattern", err)
	case "exit":
		os.Exit(number(2))
	}
}
