import { deliveries } from "../messages/deliveries.ts";
import { speak } from "../messages/spoken.ts";

speak(deliveries);
