import { administration } from "../messages/administration.ts";
import { speak } from "../messages/spoken.ts";

speak(administration);
