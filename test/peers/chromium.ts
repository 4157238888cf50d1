import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { installPeer } from "./install.ts";

/**
 * A Chromium for Linux on x64 that needs nothing of the machine but its C library: it comes from the registry with the
 * libraries (nss, nspr, expat) and the font that it takes for granted.
 */
export async function carriedChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const folder = join(await installPeer("chromium", unpack), "unpacked");
  return {
    executablePath: join(folder, "chromium"),
    env: {
      HOME: process.env["HOME"] ?? folder,
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
      XDG_CACHE_HOME: join(folder, "cache"),
    },
  };
}

/** The package unpacks into the folder for temporary files, by names of its own: it is given a folder to do so. */
async function unpack(peer: string): Promise<void> {
  const folder = join(peer, "unpacked");
  await mkdir(folder);
  await promisify(execFile)(process.execPath, [join(peer, "unpack.js")], { env: { TMPDIR: folder } });
  // Its own configuration looks for the font in /tmp and in one cloud's places.
  const fonts = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir prefix="relative">fonts/fonts</dir><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
`;
  await writeFile(join(folder, "fonts.conf"), fonts);
}
