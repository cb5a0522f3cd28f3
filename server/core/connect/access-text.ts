import type { ConnectionAccess } from "./connection.ts";

/** An account's password or tokens as the vault keeps them. */
export function accessText(access: ConnectionAccess): string {
  return JSON.stringify(access);
}

/** The guarantee: `accessText` alone writes what the vault keeps, and the vault opens nothing that was changed. */
export function readAccess(text: string): ConnectionAccess {
  return JSON.parse(text) as ConnectionAccess;
}
