import type { World } from "../world.ts";

/**
 * Seals every secret with the vault's first key again, all in one unit. A secret that no key opens stays as it is and is
 * counted as `closed`: its rep has to connect again.
 */
export async function rotateKeys(world: World): Promise<{ readonly resealed: number; readonly closed: number }> {
  return world.store.write(async ({ connections }) => {
    let resealed = 0;
    let closed = 0;
    for (const connection of await connections.all()) {
      const text = world.vault.open(connection, connection.sealed);
      if (text === null) closed++;
      else {
        const sealed = world.vault.seal(connection, text);
        const secret = { sealed, keyId: world.vault.keyId, at: world.now(), before: connection.sealed };
        const done = await connections.reseal(connection.id, secret);
        if (done) resealed++;
      }
    }
    return { resealed, closed };
  });
}
