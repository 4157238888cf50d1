// Runs in the installed peer, with TMPDIR as the folder to unpack into: the package's own way of unpacking.
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";

const archives = new URL("../bin/", import.meta.resolve("@sparticuz/chromium"));
for (const name of ["chromium.br", "al2023.tar.br", "fonts.tar.br", "swiftshader.tar.br"])
  await inflate(fileURLToPath(new URL(name, archives)));
