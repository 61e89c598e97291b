package io.inferometer.agent.thread;

/** An agent thread that no interrupt disturbs: any code of the application may send one, and it would close channels and end waits. */
public final class UninterruptedThread extends AgentThread {

    /** @param name what follows {@code inferometer-} */
    public UninterruptedThread(String name, Task task, ThreadErrors errors) {
        super(name, task, errors);
    }

    @Override
    public void interrupt() {
        // Nobody of ours does.
    }
}
