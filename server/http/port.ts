import { once } from "node:events";
import { createServer } from "node:net";
import { SettingsError, type StartSettings } from "../settings.ts";

type Place = Pick<StartSettings, "host" | "port" | "language">;

/** Whether the server could listen there, before anything is begun for it. Throws SettingsError with what to do. */
export async function checkPort(place: Place): Promise<void> {
  const probe = createServer();
  try {
    probe.listen({ host: place.host, port: place.port });
    await once(probe, "listening");
  } catch (error) {
    throw portError(place, error);
  }
  probe.close();
  await once(probe, "close");
}

/** Why the server cannot listen there, where a person can help; else the error itself. */
export function portError({ host, port, language }: Place, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const why = {
    EADDRINUSE: {
      en: `PORT ${port} is in use by another program: stop it, or set PORT to a free one.`,
      fr: `PORT ${port} est utilisé par un autre programme : arrêtez-le, ou donnez à PORT un port libre.`,
    },
    EACCES: {
      en: `PORT ${port} may not be used by this user: set PORT to one above 1023.`,
      fr: `PORT ${port} n’est pas permis à cet utilisateur : donnez à PORT une valeur supérieure à 1023.`,
    },
    EADDRNOTAVAIL: {
      en: `HOST ${host} is not an address of this machine.`,
      fr: `HOST ${host} n’est pas une adresse de cette machine.`,
    },
    ENOTFOUND: { en: `HOST ${host} is not known.`, fr: `HOST ${host} est inconnu.` },
  };
  const known = Object.entries(why).find(([name]) => name === code)?.[1];
  return known === undefined ? error : new SettingsError(known[language], { cause: error });
}
