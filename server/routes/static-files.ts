import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, sep } from "node:path";
import { brotliCompress, constants } from "node:zlib";

export interface StaticFile {
  readonly bytes: Uint8Array;
  /** Compressed in the background after the start; null until then, and for files that gain nothing. */
  brotli: Uint8Array | null;
  readonly etag: string;
  readonly contentType: string;
  /** The name carries a hash of the content, so that it may be cached for ever. */
  readonly hashed: boolean;
}

/** A folder in memory, by path from its root with `/`. What is not a key of it does not exist, whatever the disk holds. */
export interface StaticFolder {
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Ends when all files are compressed. */
  readonly compressed: Promise<void>;
}

const contentTypes: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};

/** Reads a built folder once, while nobody can be waiting; a folder that does not exist is empty. Source maps and unknown types are left out. */
export function loadStaticFolder(folder: string, restMs = longRestMs): StaticFolder {
  const files = new Map<string, StaticFile>();
  for (const path of filesBelow(folder)) {
    const contentType = contentTypes[extname(path)];
    if (contentType === undefined) continue;
    const bytes = readFileSync(join(folder, path));
    const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
    const hashed = /-[\w-]{8,}\.\w+$/.test(path);
    files.set(path.split(sep).join("/"), { bytes, brotli: null, etag, contentType, hashed });
  }
  return { files, compressed: compressAll(files.values(), restMs) };
}

function filesBelow(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** A server that has just started answers first. */
const longRestMs = 500;

async function compressAll(files: Iterable<StaticFile>, restMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, restMs).unref());
  for (const file of files) {
    if (!/^(text|application\/json|image\/svg)/.test(file.contentType) || file.bytes.length < 512) continue;
    const packed = await compress(file.bytes);
    if (packed.length < file.bytes.length) file.brotli = packed;
  }
}

const compress = (bytes: Uint8Array) =>
  new Promise<Uint8Array>((resolve, reject) => {
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    brotliCompress(bytes, { params }, (error, packed) => (error === null ? resolve(packed) : reject(error)));
  });
