// A process of the installed peer: a directory of identities (PLC, in memory) and a personal data server, both on loopback.
// Settings are the server's own environment variables. It ends when its standard input does: when its parent is gone.
import { createServer } from "node:http";
import process from "node:process";
import { PDS } from "@atproto/pds";
import plc from "@did-plc/server";

const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: 0 });
const identities = await listen(directory);
process.env.PDS_DID_PLC_URL = `http://127.0.0.1:${identities.address().port}`;
const server = await PDS.fromEnv();
await listen(server);
process.stdout.write(`ready ${process.env.PDS_DID_PLC_URL}\n`);

process.stdin.resume().on("end", async () => {
  await server.destroy();
  await directory.destroy();
  process.exit();
});

/** Both would listen on every address of the machine. */
function listen(program) {
  program.app.listen = (port) => createServer(program.app).listen(port, "127.0.0.1");
  return program.start();
}
