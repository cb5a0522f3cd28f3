/** 64 KiB: what a browser lets a page send with `keepalive`. */
export const bodyLimit = 65_536;

export interface RawBody {
  /** The whole body, or its first 64 KiB when it is larger. */
  readonly bytes: Uint8Array;
  readonly tooLarge: boolean;
}

/** Reads the body as it came, however it is framed; never holds more than the limit and one chunk. */
export async function readBody(request: Request, limit = bodyLimit): Promise<RawBody> {
  const announced = request.headers.get("content-length");
  if (announced !== null && Number(announced) <= limit) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length <= limit ? { bytes, tooLarge: false } : { bytes: bytes.slice(0, limit), tooLarge: true };
  }
  return request.body === null ? { bytes: new Uint8Array(0), tooLarge: false } : readUpTo(request.body, limit);
}

async function readUpTo(stream: ReadableStream<Uint8Array>, limit: number): Promise<RawBody> {
  const kept = new Uint8Array(limit);
  let length = 0;
  for await (const chunk of stream) {
    const part = chunk.subarray(0, limit - length);
    kept.set(part, length);
    length += part.length;
    if (part.length < chunk.length) return { bytes: kept, tooLarge: true };
  }
  return { bytes: kept.slice(0, length), tooLarge: false };
}
