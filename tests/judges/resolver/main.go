// Pulls images as containerd does, with containerd's own module: the resolver, the authorizer and
// the handlers that its CRI plugin uses. It reads one question a line (JSON) and answers likewise.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/containerd/containerd/v2/core/images"
	"github.com/containerd/containerd/v2/core/remotes"
	"github.com/containerd/containerd/v2/core/remotes/docker"
	"github.com/containerd/containerd/v2/plugins/content/local"
	"github.com/containerd/platforms"
)

const longest = 30 * time.Second

type question struct {
	Image    string `json:"image"`
	Username string `json:"username"`
	Password string `json:"password"`
	Platform string `json:"platform"`
}

type answer struct {
	Pulls bool   `json:"pulls"`
	Error string `json:"error"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		said := answer{Pulls: true}
		if err := pull(asked); err != nil {
			said = answer{Error: err.Error()}
		}
		if err := out.Encode(said); err != nil {
			os.Exit(2)
		}
	}
}

// pull fetches all of an image for one platform, as client.fetch of containerd does.
func pull(asked question) error {
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	folder, err := os.MkdirTemp("", "resolver-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	store, err := local.NewStore(folder)
	if err != nil {
		return err
	}
	platform, err := platforms.Parse(asked.Platform)
	if err != nil {
		return err
	}
	resolver := docker.NewResolver(docker.ResolverOptions{Hosts: hosts(asked)})
	name, desc, err := resolver.Resolve(ctx, asked.Image)
	if err != nil {
		return err
	}
	fetcher, err := resolver.Fetcher(ctx, name)
	if err != nil {
		return err
	}
	if desc.MediaType == images.MediaTypeDockerSchema1Manifest {
		return fmt.Errorf("schema 1 image manifests are no longer supported")
	}
	matcher := platforms.Only(platform)
	children := images.LimitManifests(
		images.FilterPlatforms(images.ChildrenHandler(store), matcher), matcher, 1)
	handler := images.Handlers(remotes.FetchHandler(store, fetcher), children)
	if err := images.Dispatch(ctx, handler, nil, desc); err != nil {
		return err
	}
	// What the unpacker does first: an artifact and a spoiled configuration end here.
	manifest, err := images.Manifest(ctx, store, desc, matcher)
	if err != nil {
		return err
	}
	layers, err := images.RootFS(ctx, store, manifest.Config)
	if err != nil {
		return err
	}
	if len(layers) != len(manifest.Layers) {
		return fmt.Errorf("mismatched image rootfs and manifest layers")
	}
	return nil
}

// hosts asks every registry over plain HTTP, which those of the tests speak, with one credential.
func hosts(asked question) docker.RegistryHosts {
	credential := func(string) (string, string, error) {
		return asked.Username, asked.Password, nil
	}
	return docker.ConfigureDefaultRegistries(
		docker.WithPlainHTTP(docker.MatchAllHosts),
		docker.WithAuthorizer(docker.NewDockerAuthorizer(docker.WithAuthCreds(credential))),
	)
}
