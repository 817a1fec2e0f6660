"""Writes a language model that says nothing: a llama of two layers with random weights, whose vocabulary is the 256 bytes.

It says ASCII, control characters among it. It could say any byte, but llama-cpp-python decodes what is no UTF-8 anew with each
byte that follows, so that a narrative takes a minute.
"""

import sys

import gguf
import numpy

WIDTH = 64
HEADS = 4
LAYERS = 2
INNER = 128
CONTEXT = 32768
CONTROL = [b"<unk>", b"<s>", b"</s>"]


def write(path):
    random = numpy.random.default_rng(1)
    model = gguf.GGUFWriter(path, "llama")
    model.add_name("tiny")
    model.add_context_length(CONTEXT)
    model.add_embedding_length(WIDTH)
    model.add_block_count(LAYERS)
    model.add_feed_forward_length(INNER)
    model.add_head_count(HEADS)
    model.add_head_count_kv(HEADS)
    model.add_rope_dimension_count(WIDTH // HEADS)
    model.add_layer_norm_rms_eps(1e-5)

    tokens = CONTROL + [f"<0x{byte:02X}>".encode() for byte in range(256)]
    kind = gguf.TokenType
    model.add_tokenizer_model("llama")
    model.add_token_list(tokens)
    model.add_token_scores([0.0] * len(tokens))
    model.add_token_types([kind.UNKNOWN, kind.CONTROL, kind.CONTROL] + [kind.BYTE] * 256)
    model.add_unk_token_id(0)
    model.add_bos_token_id(1)
    model.add_eos_token_id(2)
    model.add_vocab_size(len(tokens))
    model.add_chat_template(
        "{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant: "
    )

    def ones(name):
        model.add_tensor(name, numpy.ones(WIDTH, numpy.float32))

    def random_weights(rows, columns, deviation):
        return (random.standard_normal((rows, columns)) * deviation).astype(numpy.float32)

    def mixing(name, rows, columns):
        model.add_tensor(name, random_weights(rows, columns, columns**-0.5))

    model.add_tensor("token_embd.weight", random_weights(len(tokens), WIDTH, 1.0))
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        ones(f"{block}.attn_norm.weight")
        for part in "q", "k", "v", "output":
            mixing(f"{block}.attn_{part}.weight", WIDTH, WIDTH)
        ones(f"{block}.ffn_norm.weight")
        mixing(f"{block}.ffn_gate.weight", INNER, WIDTH)
        mixing(f"{block}.ffn_up.weight", INNER, WIDTH)
        mixing(f"{block}.ffn_down.weight", WIDTH, INNER)
    ones("output_norm.weight")
    said = random_weights(len(tokens), WIDTH, WIDTH**-0.5)
    # Never likelier than the likeliest of the others: so it is not said, and the end is never reached.
    said[: len(CONTROL)] = 0
    said[len(CONTROL) + 128 :] = 0
    model.add_tensor("output.weight", said)

    model.write_header_to_file()
    model.write_kv_data_to_file()
    model.write_tensors_to_file()
    model.close()


if __name__ == "__main__":
    write(sys.argv[1])
