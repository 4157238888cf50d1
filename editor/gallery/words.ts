import { gallery } from "../messages/gallery.ts";
import { speak } from "../messages/spoken.ts";

speak(gallery);
