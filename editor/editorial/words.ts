import { editorial } from "../messages/editorial.ts";
import { speak } from "../messages/spoken.ts";

speak(editorial);
