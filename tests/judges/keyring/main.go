// Command keyring answers which credentials a kubelet tries for an image, with the kubelet's own
// code: k8s.io/kubernetes/pkg/credentialprovider, at the version that go.mod pins.
//
// It reads one question a line and writes one answer a line, in the same order:
//
//	{"image": "ghcr.io/owner/app", "secrets": [{"type": "…", "data": {"…": "base64"}}]}
//	{"repository": "ghcr.io/owner/app", "credentials": [{"username": "base64", "password": "base64", "secret": 0}]}
//	{"error": "…", "stage": "image" | "keyring" | "question" | "panic"}
//
// Payloads, usernames and passwords are in base64, because they need not be text. "secret" counts
// from 0, in the order of the question.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"

	v1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/credentialprovider"
	"k8s.io/kubernetes/pkg/credentialprovider/secrets"
	"k8s.io/kubernetes/pkg/util/parsers"
)

type question struct {
	Image   string `json:"image"`
	Secrets []struct {
		Type v1.SecretType     `json:"type"`
		Data map[string][]byte `json:"data"`
	} `json:"secrets"`
}

type credential struct {
	Username []byte `json:"username"`
	Password []byte `json:"password"`
	Secret   int    `json:"secret"`
}

type answer struct {
	Repository  string       `json:"repository,omitempty"`
	Credentials []credential `json:"credentials"`
	Error       string       `json:"error,omitempty"`
	Stage       string       `json:"stage,omitempty"`
}

func main() {
	klog.LogToStderr(false) // a key that is no URL is logged as an error: it is an answer here
	klog.SetOutput(io.Discard)
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerAll(questions io.Reader, answers io.Writer) error {
	reader := bufio.NewReaderSize(questions, 1<<20)
	writer := bufio.NewWriter(answers)
	encoder := json.NewEncoder(writer)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 {
			if failed := encoder.Encode(answerLine(line)); failed != nil {
				return failed
			}
			if reader.Buffered() == 0 { // whoever asks one by one waits for this answer
				if failed := writer.Flush(); failed != nil {
					return failed
				}
			}
		}
		if err == io.EOF {
			return writer.Flush()
		}
		if err != nil {
			return err
		}
	}
}

func answerLine(line []byte) (given answer) {
	defer func() {
		if panicked := recover(); panicked != nil {
			given = answer{Error: fmt.Sprint(panicked), Stage: "panic"}
		}
	}()
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{Error: err.Error(), Stage: "question"}
	}
	// The kubelet looks credentials up by the repository alone, completed as Docker completes it.
	repository, _, _, err := parsers.ParseImageName(asked.Image)
	if err != nil {
		return answer{Error: err.Error(), Stage: "image"}
	}
	keyring, err := secrets.MakeDockerKeyring(pullSecrets(asked), &credentialprovider.BasicDockerKeyring{})
	if err != nil {
		return answer{Repository: repository, Error: err.Error(), Stage: "keyring"}
	}
	found, _ := keyring.Lookup(repository)
	credentials := make([]credential, 0, len(found))
	for _, each := range found {
		number, err := strconv.Atoi(each.Source.Secret.Name)
		if err != nil {
			return answer{Error: err.Error(), Stage: "panic"}
		}
		credentials = append(credentials, credential{[]byte(each.Username), []byte(each.Password), number})
	}
	return answer{Repository: repository, Credentials: credentials}
}

// pullSecrets returns the secrets of a question, each named by its number.
func pullSecrets(asked question) []v1.Secret {
	made := make([]v1.Secret, len(asked.Secrets))
	for number, secret := range asked.Secrets {
		made[number].Name = strconv.Itoa(number)
		made[number].Type = secret.Type
		made[number].Data = secret.Data
	}
	return made
}
