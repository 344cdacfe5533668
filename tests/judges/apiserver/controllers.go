package main

import (
	"context"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/metadata"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/controller/certificates/rootcacertpublisher"
	"k8s.io/kubernetes/pkg/controller/namespace"
	accounts "k8s.io/kubernetes/pkg/controller/serviceaccount"
	"k8s.io/kubernetes/pkg/serviceaccount"
)

const (
	resync  = 5 * time.Minute
	workers = 2
)

// startControllers starts what gives each namespace its service account `default` and the
// cluster's certificate, long-lived tokens to Secrets that ask for one, and a deleted namespace
// its end. They run until the context ends.
func startControllers(ctx context.Context, s *server) error {
	client, err := kubernetes.NewForConfig(s.admin)
	if err != nil {
		return err
	}
	metadataClient, err := metadata.NewForConfig(s.admin)
	if err != nil {
		return err
	}
	generator, err := serviceaccount.JWTTokenGenerator(serviceaccount.LegacyIssuer, s.signingKey)
	if err != nil {
		return err
	}
	logger := klog.FromContext(ctx)
	shared := informers.NewSharedInformerFactory(client, resync)
	core := shared.Core().V1()

	defaults, err := accounts.NewServiceAccountsController(logger, core.ServiceAccounts(),
		core.Namespaces(), client, accounts.DefaultServiceAccountsControllerOptions())
	if err != nil {
		return err
	}
	tokens, err := accounts.NewTokensController(logger, core.ServiceAccounts(), core.Secrets(), client,
		accounts.TokensControllerOptions{TokenGenerator: generator, RootCA: s.admin.TLSClientConfig.CAData})
	if err != nil {
		return err
	}
	publisher, err := rootcacertpublisher.NewPublisher(core.ConfigMaps(), core.Namespaces(), client,
		s.admin.TLSClientConfig.CAData)
	if err != nil {
		return err
	}
	namespaces := namespace.NewNamespaceController(ctx, client, metadataClient,
		client.Discovery().ServerPreferredNamespacedResources, core.Namespaces(), resync, v1.FinalizerKubernetes)

	go defaults.Run(ctx, workers)
	go tokens.Run(ctx, workers)
	go publisher.Run(ctx, workers)
	go namespaces.Run(ctx, workers)
	shared.Start(ctx.Done())
	shared.WaitForCacheSync(ctx.Done())
	return nil
}
