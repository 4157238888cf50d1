import { approvals } from "../messages/approvals.ts";
import { speak } from "../messages/spoken.ts";

speak(approvals);
