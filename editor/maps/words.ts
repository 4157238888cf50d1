import { shelf } from "../messages/shelf.ts";
import { speak } from "../messages/spoken.ts";

speak(shelf);
