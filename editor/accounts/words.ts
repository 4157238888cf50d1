import { accounts } from "../messages/accounts.ts";
import { consents } from "../messages/consents.ts";
import { speak } from "../messages/spoken.ts";

speak(accounts);
speak(consents);
