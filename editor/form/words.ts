import { fields } from "../messages/fields.ts";
import { speak } from "../messages/spoken.ts";

speak(fields);
