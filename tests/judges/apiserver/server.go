package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/pflag"
	"k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/keyutil"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

const issuer = "https://kubernetes.default.svc"

// server is a running kube-apiserver, and how an administrator reaches it.
type server struct {
	admin      *rest.Config
	signingKey *ecdsa.PrivateKey
	ended      chan error
}

// startServer begins to serve what is in the etcd at the address.
func startServer(ctx context.Context, folder, etcd string) (*server, error) {
	signingKey, keyFile, err := writeSigningKey(folder)
	if err != nil {
		return nil, err
	}
	token, tokenFile, err := writeAdminToken(folder)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	certificates := filepath.Join(folder, "certificates")
	settings := options.NewServerRunOptions()
	flags := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	for _, set := range settings.Flags().FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse([]string{
		"--authorization-mode=RBAC",
		"--cert-dir=" + certificates,
		"--endpoint-reconciler-type=none", // it would refuse to publish a loopback address
		"--etcd-servers=http://" + etcd,
		"--service-account-issuer=" + issuer,
		"--service-account-key-file=" + keyFile,
		"--service-account-signing-key-file=" + keyFile,
		"--service-cluster-ip-range=10.0.0.0/24",
		"--token-auth-file=" + tokenFile,
	}); err != nil {
		return nil, err
	}
	address := listener.Addr().(*net.TCPAddr)
	settings.SecureServing.Listener = listener
	settings.SecureServing.BindAddress = address.IP
	settings.SecureServing.BindPort = address.Port
	settings.SecureServing.ExternalAddress = address.IP
	if err := settings.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return nil, err
	}
	completed, err := settings.Complete(ctx)
	if err != nil {
		return nil, err
	}
	if problems := completed.Validate(); len(problems) != 0 {
		return nil, errors.NewAggregate(problems)
	}
	authority, err := os.ReadFile(filepath.Join(certificates, "apiserver.crt"))
	if err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- app.Run(ctx, completed) }()
	admin := &rest.Config{
		Host:            "https://" + address.String(),
		BearerToken:     token,
		TLSClientConfig: rest.TLSClientConfig{CAData: authority},
		QPS:             -1, // no limit: there is one client, and tests wait for it
	}
	return &server{admin, signingKey, ended}, nil
}

// waitUntilReady returns when requests are answered, with an error where they never will be.
func (s *server) waitUntilReady(ctx context.Context) error {
	client, err := kubernetes.NewForConfig(s.admin)
	if err != nil {
		return err
	}
	return wait.PollUntilContextTimeout(ctx, 50*time.Millisecond, 2*time.Minute, true,
		func(ctx context.Context) (bool, error) {
			select {
			case err := <-s.ended:
				return false, fmt.Errorf("ended before it was ready: %w", err)
			default:
			}
			_, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
			return err == nil, nil
		})
}

// waitUntilEnded returns when the server has ended, or soon after the context has.
func (s *server) waitUntilEnded(ctx context.Context) error {
	select {
	case err := <-s.ended:
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("kube-apiserver: ended by itself: %w", err)
	case <-ctx.Done():
	}
	select {
	case <-s.ended:
	case <-time.After(longestGoodbye):
	}
	return nil
}

// writeKubeconfig writes the administrator's kubeconfig into the folder, whole or not at all.
func (s *server) writeKubeconfig(folder string) (string, error) {
	config := clientcmdapi.NewConfig()
	config.Clusters["judge"] = &clientcmdapi.Cluster{
		Server:                   s.admin.Host,
		CertificateAuthorityData: s.admin.TLSClientConfig.CAData,
	}
	config.AuthInfos["admin"] = &clientcmdapi.AuthInfo{Token: s.admin.BearerToken}
	config.Contexts["judge"] = &clientcmdapi.Context{Cluster: "judge", AuthInfo: "admin"}
	config.CurrentContext = "judge"
	path := filepath.Join(folder, "kubeconfig")
	if err := clientcmd.WriteToFile(*config, path+".new"); err != nil {
		return "", err
	}
	return path, os.Rename(path+".new", path)
}

// writeSigningKey makes the key that tokens of service accounts are signed with.
func writeSigningKey(folder string) (*ecdsa.PrivateKey, string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, "", err
	}
	text, err := keyutil.MarshalPrivateKeyToPEM(key)
	if err != nil {
		return nil, "", err
	}
	path := filepath.Join(folder, "service-account.key")
	return key, path, os.WriteFile(path, text, 0o600)
}

// writeAdminToken makes a token that lasts as long as the server.
func writeAdminToken(folder string) (token, path string, err error) {
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return "", "", err
	}
	token = hex.EncodeToString(random)
	path = filepath.Join(folder, "tokens.csv")
	line := token + ",admin,admin,\"system:masters\"\n"
	return token, path, os.WriteFile(path, []byte(line), 0o600)
}
