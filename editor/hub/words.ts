import { content } from "../messages/content.ts";
import { speak } from "../messages/spoken.ts";

speak(content);
