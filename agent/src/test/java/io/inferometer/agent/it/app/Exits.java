package io.inferometer.agent.it.app;

/** Ends in the way that it is told. */
public final class Exits {

    private Exits() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(arguments[0]);
        switch (arguments[0]) {
            case "return" -> {}
            case "exit" -> System.exit(7);
            case "halt" -> Runtime.getRuntime().halt(9);
            case "exception" -> throw new IllegalStateException("the application's own failure");
            case "hook" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
                System.exit(3);
            }
            case "thread" -> {
                Thread last = new Thread(() -> System.out.println("last"));
                last.start();
                last.join();
            }
            case "straggler" -> new Thread(Exits::straggle).start();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Outlives {@code main} by a while. */
    private static void straggle() {
        long end = System.nanoTime() + 200_000_000L;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        System.out.println("last");
    }
}
