// Command sealing answers what becomes of what ghcr-tui sealed, with upstream's own code at the
// versions that go.mod pins: sealed-secrets' API types and cryptography, SOPS, and the template
// engine with the functions that External Secrets gives it.
//
// It reads one question a line and writes one answer a line, in the same order:
//
//	{"ask": "unseal", "manifest": {…}, "key": "PEM"}   → {"secret": {…}}
//	{"ask": "seal", "secret": {…}, "certificate": "PEM"} → {"text": "a SealedSecret in JSON"}
//	{"ask": "sops-decrypt", "text": "YAML"}            → {"text": "YAML"}, the identity in SOPS_AGE_KEY
//	{"ask": "sops-encrypt", "text": "YAML", "recipients": "age1…", "regex": "…"} → {"text": "YAML"}
//	{"ask": "render", "text": "template", "values": {"name": "text"}}       → {"text": "…"}
//
// What cannot be done is {"error": "…"}.
package main

import (
	"bufio"
	"bytes"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"text/template"
	"time"

	"github.com/Masterminds/sprig/v3"
	sealed "github.com/bitnami/sealed-secrets/pkg/apis/sealedsecrets/v1alpha1"
	"github.com/bitnami/sealed-secrets/pkg/crypto"
	"github.com/getsops/sops/v3"
	"github.com/getsops/sops/v3/aes"
	"github.com/getsops/sops/v3/age"
	"github.com/getsops/sops/v3/config"
	"github.com/getsops/sops/v3/decrypt"
	"github.com/getsops/sops/v3/keyservice"
	"github.com/getsops/sops/v3/stores/yaml"
	"github.com/getsops/sops/v3/version"
	v1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes/scheme"
)

type question struct {
	Ask         string            `json:"ask"`
	Manifest    json.RawMessage   `json:"manifest"`
	Secret      json.RawMessage   `json:"secret"`
	Key         string            `json:"key"`
	Certificate string            `json:"certificate"`
	Text        string            `json:"text"`
	Recipients  string            `json:"recipients"`
	Regex       string            `json:"regex"`
	Values      map[string]string `json:"values"`
}

type answer struct {
	Secret *v1.Secret `json:"secret,omitempty"`
	Text   string     `json:"text,omitempty"`
	Error  string     `json:"error,omitempty"`
}

func main() {
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerAll(questions io.Reader, answers io.Writer) error {
	reader := bufio.NewReaderSize(questions, 1<<20)
	writer := json.NewEncoder(answers)
	for {
		line, err := reader.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if err := writer.Encode(answerOne(line)); err != nil {
			return err
		}
	}
}

func answerOne(line []byte) answer {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: err.Error()}
	}
	var given answer
	var err error
	switch asked.Ask {
	case "unseal":
		given.Secret, err = unseal(asked)
	case "seal":
		given.Text, err = seal(asked)
	case "sops-decrypt":
		var clear []byte
		clear, err = decrypt.Data([]byte(asked.Text), "yaml")
		given.Text = string(clear)
	case "sops-encrypt":
		given.Text, err = sopsEncrypt(asked)
	case "render":
		given.Text, err = render(asked)
	default:
		err = fmt.Errorf("nothing is known about %q", asked.Ask)
	}
	if err != nil {
		return answer{Error: err.Error()}
	}
	return given
}

func unseal(asked question) (*v1.Secret, error) {
	block, _ := pem.Decode([]byte(asked.Key))
	if block == nil {
		return nil, errors.New("the key is no PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	private, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("the key is not RSA")
	}
	fingerprint, err := crypto.PublicKeyFingerprint(&private.PublicKey)
	if err != nil {
		return nil, err
	}
	var object sealed.SealedSecret
	if err := json.Unmarshal(asked.Manifest, &object); err != nil {
		return nil, err
	}
	return object.Unseal(scheme.Codecs, map[string]*rsa.PrivateKey{fingerprint: private})
}

func seal(asked question) (string, error) {
	block, _ := pem.Decode([]byte(asked.Certificate))
	if block == nil {
		return "", errors.New("the certificate is no PEM")
	}
	certificate, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return "", err
	}
	public, ok := certificate.PublicKey.(*rsa.PublicKey)
	if !ok {
		return "", errors.New("the key is not RSA")
	}
	var secret v1.Secret
	if err := json.Unmarshal(asked.Secret, &secret); err != nil {
		return "", err
	}
	made, err := sealed.NewSealedSecret(scheme.Codecs, public, &secret)
	if err != nil {
		return "", err
	}
	text, err := json.Marshal(made)
	return string(text), err
}

func sopsEncrypt(asked question) (string, error) {
	store := yaml.NewStore(&config.YAMLStoreConfig{})
	branches, err := store.LoadPlainFile([]byte(asked.Text))
	if err != nil {
		return "", err
	}
	keys, err := age.MasterKeysFromRecipients(asked.Recipients)
	if err != nil {
		return "", err
	}
	group := make(sops.KeyGroup, 0, len(keys))
	for _, key := range keys {
		group = append(group, key)
	}
	tree := sops.Tree{Branches: branches, Metadata: sops.Metadata{
		KeyGroups: []sops.KeyGroup{group}, EncryptedRegex: asked.Regex, Version: version.Version,
	}}
	dataKey, errs := tree.GenerateDataKeyWithKeyServices([]keyservice.KeyServiceClient{keyservice.NewLocalClient()})
	if len(errs) > 0 {
		return "", errors.Join(errs...)
	}
	cipher := aes.NewCipher()
	mac, err := tree.Encrypt(dataKey, cipher)
	if err != nil {
		return "", err
	}
	tree.Metadata.LastModified = time.Now().UTC()
	tree.Metadata.MessageAuthenticationCode, err = cipher.Encrypt(mac, dataKey, tree.Metadata.LastModified.Format(time.RFC3339))
	if err != nil {
		return "", err
	}
	text, err := store.EmitEncryptedFile(tree)
	return string(text), err
}

func render(asked question) (string, error) {
	parsed, err := template.New("").Funcs(sprig.TxtFuncMap()).Option("missingkey=error").Parse(asked.Text)
	if err != nil {
		return "", err
	}
	var text bytes.Buffer
	err = parsed.Execute(&text, asked.Values)
	return text.String(), err
}
