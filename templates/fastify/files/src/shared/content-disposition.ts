/**
 * Tells a browser to save an answer under this name (RFC 6266). The name in all its characters, and
 * for clients that do not know the newer form one in ASCII.
 */
export function attachmentHeader(name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/gu, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encode(name)}`;
}

/** Percent-encoded as RFC 5987 wants it: a few more characters than in an address. */
function encode(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
