import { accounts } from "../messages/accounts.ts";
import { speak } from "../messages/spoken.ts";

speak(accounts);
