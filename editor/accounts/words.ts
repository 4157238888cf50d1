import { accounts } from "../messages/accounts.ts";
import { consents } from "../messages/consents.ts";
import { handover } from "../messages/handover.ts";
import { speak } from "../messages/spoken.ts";

speak(accounts);
speak(consents);
speak(handover);
