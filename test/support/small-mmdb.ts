/** A MaxMind database of a few IPv4 networks, after the format's public specification: version 2.0, records of 24 bits. */
export function smallMmdb(networks: Readonly<Record<string, object>>): Buffer {
  const nodes: [number | null, number | null][] = [[null, null]];
  const leaves: { node: number; side: 0 | 1; offset: number }[] = [];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [network, record] of Object.entries(networks)) {
    const [address = "", length = "32"] = network.split("/");
    const bits = address.split(".").flatMap((part) => Array.from(Number(part).toString(2).padStart(8, "0"), Number));
    let at = 0;
    for (const [depth, bit] of bits.slice(0, Number(length)).entries()) {
      const side = bit === 0 ? 0 : 1;
      if (depth === Number(length) - 1) leaves.push({ node: at, side, offset });
      else {
        const node = nodes[at] ?? [null, null];
        node[side] ??= nodes.push([null, null]) - 1;
        at = node[side] ?? 0;
      }
    }
    const bytes = encode(record);
    data.push(bytes);
    offset += bytes.length;
  }
  const tree = Buffer.alloc(nodes.length * 6);
  const put = (node: number, side: 0 | 1, value: number) => tree.writeUIntBE(value, node * 6 + side * 3, 3);
  for (const [at, [left, right]] of nodes.entries()) {
    put(at, 0, left ?? nodes.length);
    put(at, 1, right ?? nodes.length);
  }
  for (const { node, side, offset: place } of leaves) put(node, side, nodes.length + 16 + place);
  const metadata = {
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1,
    database_type: "Small",
    description: { en: "small" },
    ip_version: 4,
    languages: "en",
    node_count: nodes.length,
    record_size: 24,
  };
  const marker = Buffer.from("abcdef4d61784d696e642e636f6d", "hex");
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, encode(metadata)]);
}

/** Texts shorter than 285, whole numbers and maps shorter than 29. */
function encode(value: unknown): Buffer {
  if (typeof value === "number") return Buffer.from([(6 << 5) | 4, ...[24, 16, 8, 0].map((shift) => (value >>> shift) & 255)]);
  if (typeof value === "string") {
    const size = Buffer.byteLength(value);
    return Buffer.concat([Buffer.from(size < 29 ? [(2 << 5) | size] : [(2 << 5) | 29, size - 29]), Buffer.from(value)]);
  }
  const entries = Object.entries(value ?? {});
  return Buffer.concat([
    Buffer.from([(7 << 5) | entries.length]),
    ...entries.flatMap(([key, inner]) => [encode(key), encode(inner)]),
  ]);
}
