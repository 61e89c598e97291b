/**
 * What serving an operation takes, whichever service it belongs to: which operations there are, how a request is known to be
 * for one, who may call, and the base of all handlers.
 *
 * <p>Data flow: {@link io.inferometer.receiver.operation.Call} tells the operation and the protocol of a request; its {@link
 * io.inferometer.receiver.operation.Handler} authenticates and checks it and hands back an execution, which writes to the
 * books of the service and words the answer. A service whose requests are documents extends {@link
 * io.inferometer.receiver.operation.DocumentHandler} with a shape; one that takes raw bodies, or another proof than a
 * signature, extends the base itself.
 *
 * <p>A new service is a package beside {@code logs}, a row in {@link io.inferometer.receiver.operation.Service}, one in {@link
 * io.inferometer.receiver.operation.Operation} for each operation, and its handlers in the list of {@code Dispatcher}.
 *
 * <p>Threading rule: handlers and the authenticator are thread-safe; {@link io.inferometer.receiver.operation.Newest} is
 * guarded by the monitor of its owner.
 *
 * <p>Bounded: a body has at most as many bytes as its handler says, 32 MiB unpacked; 16 expired credentials are known.
 */
package io.inferometer.receiver.operation;
