/** The window's address, and which addresses are the lab's own. */
import path from 'node:path';

export const labScheme = 'app';
export const labHost = 'lab';
export const labUrl = `${labScheme}://${labHost}/index.html`;

/** Whether a frame at this address is the lab's own window. */
export function isLabUrl(address: string): boolean {
  const url = parse(address);
  return url?.protocol === `${labScheme}:` && url.host === labHost && !url.username && !url.password;
}

/** The file under `folder` that an address of the lab means, or null when it means none. */
export function resolveAsset(folder: string, address: string): string | null {
  if (!isLabUrl(address)) return null;
  let pathname: string;
  try {
    pathname = decodeURIComponent(parse(address)!.pathname);
  } catch {
    return null;
  }
  if (pathname.includes('\0')) return null;
  const file = path.join(folder, pathname === '/' ? 'index.html' : pathname);
  return file.startsWith(folder + path.sep) ? file : null;
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
