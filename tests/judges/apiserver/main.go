// Command apiserver runs a real Kubernetes API server with etcd, and the controllers that make
// service accounts work, at the version that go.mod pins. There are no nodes, so no pod ever runs.
//
//	apiserver FOLDER
//
// All state is in FOLDER, which has to exist; it listens on loopback at ports that are free. When
// requests are answered it writes FOLDER/kubeconfig, of an administrator, and prints one line:
// that file's path. It ends on SIGTERM, and when its standard input ends: with whoever started it.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"k8s.io/klog/v2"
)

// longestGoodbye bounds what an open request can delay; the state is nobody's afterwards.
const longestGoodbye = 10 * time.Second

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: apiserver FOLDER")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(folder string) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(folder, "apiserver.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := logTo(log); err != nil {
		return err
	}

	ctx, end := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer end()
	go endWithStandardInput(end)

	etcd, err := startEtcd(folder)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	defer etcd.Close()

	server, err := startServer(ctx, folder, etcd.Clients[0].Addr().String())
	if err != nil {
		return fmt.Errorf("kube-apiserver: %w", err)
	}
	if err := server.waitUntilReady(ctx); err != nil {
		return fmt.Errorf("kube-apiserver: %w", err)
	}
	if err := startControllers(ctx, server); err != nil {
		return fmt.Errorf("controllers: %w", err)
	}
	kubeconfig, err := server.writeKubeconfig(folder)
	if err != nil {
		return err
	}
	fmt.Println(kubeconfig)
	return server.waitUntilEnded(ctx)
}

// logTo sends what the server logs, errors too, to a file: standard error says why it did not run.
func logTo(log io.Writer) error {
	flags := flag.NewFlagSet("klog", flag.ContinueOnError)
	klog.InitFlags(flags)
	if err := flags.Parse([]string{"-logtostderr=false", "-stderrthreshold=FATAL"}); err != nil {
		return err
	}
	klog.SetOutput(log)
	return nil
}

func endWithStandardInput(end context.CancelFunc) {
	_, _ = io.Copy(io.Discard, os.Stdin)
	end()
}
