/** A stand-in for a library that the agent knows: one object, one method, no state. Used by one thread or many. */
package ai.onnxruntime;
