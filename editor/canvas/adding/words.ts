import { adding } from "../../messages/adding.ts";
import { speak } from "../../messages/spoken.ts";

speak(adding);
