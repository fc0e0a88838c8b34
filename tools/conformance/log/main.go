// Checks a checkpoint and proofs of the service with libraries that others wrote: golang.org/x/mod/sumdb/note
// opens the signed note, github.com/transparency-dev/merkle checks the path of each leaf and the growth of the log.
package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

type given struct {
	Key     string
	Note    string
	Earlier string
	Growth  []string
	Proofs  []struct {
		Envelope, Place string
		Index           uint64
		Path            []string
	}
}

func main() {
	var asked given
	must(json.NewDecoder(os.Stdin).Decode(&asked))
	size, root := opened(asked.Note, asked.Key)
	for _, one := range asked.Proofs {
		must(proof.VerifyInclusion(rfc6962.DefaultHasher, one.Index, size, leaf(one.Envelope, one.Place), hashes(one.Path), root))
	}
	before, early := opened(asked.Earlier, asked.Key)
	must(proof.VerifyConsistency(rfc6962.DefaultHasher, before, size, hashes(asked.Growth), early, root))
	fmt.Printf("%d proofs hold, and the log grew from %d to %d leaves\n", len(asked.Proofs), before, size)
}

func opened(text, key string) (uint64, []byte) {
	verifier, err := note.NewVerifier(key)
	must(err)
	read, err := note.Open([]byte(text), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(read.Text, "\n")
	size, err := strconv.ParseUint(lines[1], 10, 64)
	must(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	must(err)
	return size, root
}

func leaf(envelope, place string) []byte {
	hidden, err := hex.DecodeString(place)
	must(err)
	said := sha256.Sum256([]byte("odr/entry/1\x00" + envelope))
	data := sha256.Sum256(append(append([]byte("odr/log-entry/1\x00"), said[:]...), hidden...))
	return rfc6962.DefaultHasher.HashLeaf(data[:])
}

func hashes(steps []string) [][]byte {
	found := make([][]byte, len(steps))
	for i, step := range steps {
		read, err := hex.DecodeString(step)
		must(err)
		found[i] = read
	}
	return found
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
